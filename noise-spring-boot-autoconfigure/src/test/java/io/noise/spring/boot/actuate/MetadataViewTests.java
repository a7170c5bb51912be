package io.noise.spring.boot.actuate;

import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.noise.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link MetadataView}.
 */
class MetadataViewTests {

	private final Node node = Node.builder().build();

	@AfterEach
	void close() {
		this.node.close();
	}

	@Test
	void of_plainValues_areShownSortedByKey() {
		this.node.set("zone", "a");
		this.node.set("region", "eu");
		this.node.set("count", 64);
		assertThat(view()).containsExactly(entry("count", 64), entry("region", "eu"), entry("zone", "a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "password", "PASSWORD", "db.password", "passwordHash", "client-secret", "clientSecret",
			"Token", "access_token", "tokens", "credentials", "aws.credential.id", "private-key", "privateKey",
			"PRIVATE_KEY", "private.key", "ssl.private-key-pem", "api-key", "API_KEY", "apiKey", "x.api.key" })
	void of_keyThatNamesSecret_isMasked(String key) {
		this.node.set(key, "shh");
		assertThat(view()).containsExactly(entry(key, "******"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "key", "public-key", "private", "api", "apikiwi", "pass", "to-kin" })
	void of_keyThatNamesNoSecret_isShown(String key) {
		this.node.set(key, "value");
		assertThat(view()).containsExactly(entry(key, "value"));
	}

	static Stream<Object> secretsInside() {
		Map<String, Object> login = Map.of("user", "x", "password", "shh");
		return Stream.of(login, List.of(login), new Object[] { login }, Map.of("db", Map.of("login", login)),
				Optional.of(login), new AtomicReference<>(login), Map.entry("password", "shh"),
				List.of(Map.entry("api-key", "shh")), new Login("x", "shh"), List.of(new Login("x", "shh")),
				Map.of("k", new Login("x", "shh")), new Holder(List.of(new Login("x", "shh"))),
				Map.of("tokens", List.of("shh", "shh")), Map.of("credentials", new Login("shh", "shh")),
				Map.of(new Login("shh", "shh"), 1), Map.of(DayOfWeek.MONDAY, login),
				new Login[][] { { new Login("x", "shh") } }, Collections.unmodifiableCollection(List.of(login)));
	}

	@ParameterizedTest
	@MethodSource("secretsInside")
	void of_secretInside_isMaskedAtAnyDepth(Object value) {
		this.node.set("value", value);
		assertThat(view().toString()).doesNotContain("shh");
		assertThat(new JsonMapper().writeValueAsString(view())).doesNotContain("shh").contains("value");
	}

	@Test
	void of_valuesBesideASecret_areShown() {
		this.node.set("login", Map.of("user", "x", "password", "shh"));
		assertThat(view()).containsOnly(entry("login", Map.of("user", "x", "password", "******")));
	}

	@Test
	void of_sanitizingFunction_seesEachEntryByItsOwnKey() {
		this.node.set("account", new Account("DE00", List.of("4111", "5500"), Map.of("iban", "DE01")));
		SanitizingFunction ibans = (data) -> data.getKey().equals("iban") ? data.withSanitizedValue() : data;
		SanitizingFunction cards = (data) -> "4111".equals(data.getValue()) ? data.withSanitizedValue() : data;
		assertThat(view(ibans, cards)).containsOnly(entry("account",
				Map.of("iban", "******", "cards", List.of("******", "5500"), "other", Map.of("iban", "******"))));
	}

	@Test
	void of_valuesNotShown_masksAll() {
		this.node.set("region", "eu");
		this.node.set("password", "shh");
		MetadataView hidden = new MetadataView(new Sanitizer(), false);
		assertThat(hidden.of(this.node)).containsOnly(entry("region", "******"), entry("password", "******"));
	}

	@Test
	void of_sanitizingFunction_decidesBeforeTheValueIsRendered() {
		this.node.set("seat", new AtomicInteger(12));
		this.node.set("region", "eu");
		SanitizingFunction seats = (data) -> (data.getValue() instanceof AtomicInteger) ? data.withSanitizedValue()
				: data;
		SanitizingFunction regions = (data) -> data.getKey().equals("region") ? data.withValue(List.of("e*")) : data;
		assertThat(view(seats, regions)).containsOnly(entry("seat", "******"), entry("region", List.of("e*")));
	}

	@Test
	void of_sanitizingFunction_cannotUncoverSecret() {
		this.node.set("password", "shh");
		assertThat(view((data) -> data.withValue("uncovered"))).containsOnly(entry("password", "******"));
	}

	@Test
	void of_sanitizingFunctionThatFails_masks() {
		this.node.set("region", "eu");
		assertThat(view((data) -> data.withValue(data.getPropertySource().getName())))
			.containsOnly(entry("region", "******"));
	}

	@Test
	void of_sanitizingFunctionThatLeavesNothing_masks() {
		this.node.set("region", "eu");
		assertThat(view((data) -> data.withValue(null))).containsOnly(entry("region", "******"));
	}

	@Test
	void of_valueThatThrows_masksOnlyWhereAFunctionWantsToReadIt() {
		JsonValueTests.Throwing throwing = new JsonValueTests.Throwing(new IllegalStateException());
		this.node.set("value", throwing);
		assertThat(view()).containsOnly(entry("value", throwing.getClass().getName()));
		assertThat(view(SanitizingFunction.sanitizeValue().ifValueStringMatches("x")))
			.containsOnly(entry("value", "******"));
	}

	@Test
	void of_keyWithHalfCharacter_isReplaced() {
		this.node.set("a\uD83D", 1);
		assertThat(view()).containsOnly(entry("a?", 1));
	}

	record Login(String user, String password) {
	}

	record Holder(List<Login> logins) {
	}

	record Account(String iban, List<String> cards, Map<String, String> other) {
	}

	private Map<String, Object> view(SanitizingFunction... functions) {
		return new MetadataView(new Sanitizer(List.of(functions)), true).of(this.node);
	}

}
