package io.noise.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Values that cannot be written, and the words about them.
 */
class EncodeErrorsTests {

	record Chat(String text) {
	}

	record Boxed(Integer number) {
	}

	record Outer(List<Chat> chats, Optional<String> note) {
	}

	@Test
	void encode_null_namesTheComponent() {
		String expected = ": null (expected: a value; Optional for what may be missing)";
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Chat(null)))
			.withMessage("Chat.text" + expected);
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Boxed(null)))
			.withMessage("Boxed.number" + expected);
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Outer(null, Optional.empty())))
			.withMessage("Outer.chats" + expected);
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Outer(List.of(), null)))
			.withMessage("Outer.note" + expected);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Bytes.encode(new Outer(List.of(new Chat(null)), Optional.empty())))
			.withMessage("Chat.text" + expected);
	}

	@Test
	void encode_nullInAList_namesTheComponentAndTheIndex() {
		List<Chat> chats = Arrays.asList(new Chat("a"), null);
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Outer(chats, Optional.empty())))
			.withMessage("Outer.chats: null at index 1 (expected: a value)");
	}

	@Test
	void encode_nothing_namesTheType() {
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(Chat.class, null))
			.withMessage("Chat: null (expected: a value)");
	}

	@Test
	void encode_textThatUtf8CannotHold_namesTheComponent() {
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Chat("a\ud800")))
			.withMessageStartingWith("Chat.text: string: half a surrogate pair at index 1");
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Outer(List.of(), Optional.of("\udc00"))))
			.withMessageStartingWith("Outer.note: string: half a surrogate pair at index 0");
	}

	record Moody(int number) {

		@Override
		public int number() {
			throw new IllegalStateException("not today");
		}

	}

	@Test
	void encode_anAccessorThatThrows_namesTheComponentAndKeepsTheCause() {
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(new Moody(1)))
			.withMessage("Moody.number: its accessor threw java.lang.IllegalStateException: not today")
			.withCauseInstanceOf(IllegalStateException.class);
	}

	record Fatal(int number) {

		@Override
		public int number() {
			throw new AssertionError("fatal");
		}

	}

	@Test
	void encode_anErrorInAnAccessor_staysAnError() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Bytes.encode(new Fatal(1)))
			.withMessage("fatal");
	}

	record Tree(List<Tree> children) {
	}

	@Test
	void encode_upTo64RecordsWithinEachOther_succeeds() {
		assertThat(Bytes.encode(tree(64))).isEqualTo("01000000".repeat(63) + "00000000");
	}

	@Test
	void encode_moreThan64RecordsWithinEachOther_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(tree(65)))
			.withMessage("Tree: more than 64 records within each other (expected: at most 64)");
	}

	@Test
	void encode_aRecordThatContainsItself_isRefused() {
		List<Tree> children = new ArrayList<>();
		Tree endless = new Tree(children);
		children.add(endless);
		assertThatIllegalArgumentException().isThrownBy(() -> Bytes.encode(endless))
			.withMessageContaining("more than 64 records");
	}

	private static Tree tree(int depth) {
		Tree tree = new Tree(List.of());
		for (int i = 1; i < depth; i++) {
			tree = new Tree(List.of(tree));
		}
		return tree;
	}

}
