package io.noise.spring.boot.actuate;

import java.security.Principal;
import java.util.Set;

import io.noise.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the visibility of values through {@link NoiseEndpointWebExtension}.
 */
class NoiseEndpointWebExtensionTests {

	private final Node node = Node.builder().metadata("region", "eu").build();

	@AfterEach
	void close() {
		this.node.close();
	}

	@Test
	void report_showAlways_showsValuesToEverybody() {
		assertThat(region(Show.ALWAYS, Set.of(), SecurityContext.NONE)).isEqualTo("eu");
	}

	@Test
	void report_showNever_showsValuesToNobody() {
		assertThat(region(Show.NEVER, Set.of(), new User("admin"))).isEqualTo("******");
	}

	@Test
	void report_showWhenAuthorized_showsValuesToUsers() {
		assertThat(region(Show.WHEN_AUTHORIZED, Set.of(), SecurityContext.NONE)).isEqualTo("******");
		assertThat(region(Show.WHEN_AUTHORIZED, Set.of(), new User("guest"))).isEqualTo("eu");
	}

	@Test
	void report_showWhenAuthorizedWithRoles_showsValuesToUsersWhoHaveOne() {
		assertThat(region(Show.WHEN_AUTHORIZED, Set.of("admin", "operator"), new User("guest"))).isEqualTo("******");
		assertThat(region(Show.WHEN_AUTHORIZED, Set.of("admin", "operator"), new User("operator"))).isEqualTo("eu");
	}

	private Object region(Show show, Set<String> roles, SecurityContext user) {
		NoiseEndpoint endpoint = new NoiseEndpoint(this.node, new Sanitizer(), show);
		return new NoiseEndpointWebExtension(endpoint, show, roles).report(user, null, null)
			.node()
			.metadata()
			.get("region");
	}

	private record User(String role) implements SecurityContext {

		@Override
		public Principal getPrincipal() {
			return this::role;
		}

		@Override
		public boolean isUserInRole(String role) {
			return role.equals(this.role);
		}

	}

}
