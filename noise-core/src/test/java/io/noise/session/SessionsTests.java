package io.noise.session;

import io.noise.identity.Identity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Sessions}.
 */
class SessionsTests {

	@Test
	void secure_provesIdentities_andNamesTypes() {
		Session session = Sessions.secure(Identity.generate());
		assertThat(session.provesIdentities()).isTrue();
		assertThat(session.namesTypes()).isTrue();
	}

	@Test
	void plain_doesNeither() {
		Session session = Sessions.plain();
		assertThat(session.provesIdentities()).isFalse();
		assertThat(session.namesTypes()).isFalse();
	}

	@Test
	void legacy_doesNeither() {
		Session session = Sessions.legacy();
		assertThat(session.provesIdentities()).isFalse();
		assertThat(session.namesTypes()).isFalse();
	}

}
