package io.noise.record;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The form of the values of one type, as the other end tells it.
 *
 * @see FormReader
 */
sealed interface Form {

	/** Returns its kind. */
	FormKind kind();

	/** Returns words for messages; they hold what a stranger sent. */
	default String words() {
		return kind().toString();
	}

	/** A scalar, or a form that this version does not know. */
	record Plain(FormKind kind) implements Form {
	}

	/** A type with a codec of the application. */
	record Coded(String name) implements Form {

		@Override
		public FormKind kind() {
			return FormKind.CODEC;
		}

		@Override
		public String words() {
			return this.name + ", by a codec";
		}

	}

	/** An {@code Optional}, a list, a set or a map. */
	record Holder(FormKind kind, List<Form> elements) implements Form {

		@Override
		public String words() {
			return this.kind + this.elements.stream().map(Form::words).collect(Collectors.joining(", ", "<", ">"));
		}

	}

	/**
	 * A record, an enum or a sealed interface. It may contain itself, so its parts come
	 * after it.
	 */
	final class Declared implements Form {

		private final FormKind kind;

		private final String name;

		private final List<String> names = new ArrayList<>();

		private final List<Form> forms = new ArrayList<>();

		Declared(FormKind kind, String name) {
			this.kind = kind;
			this.name = name;
		}

		/** Adds a component or a permitted type. */
		void add(String part, Form form) {
			this.names.add(part);
			this.forms.add(form);
		}

		/** Adds a constant. */
		void add(String constant) {
			this.names.add(constant);
		}

		/** Returns the names of components, constants or permitted types. */
		List<String> names() {
			return this.names;
		}

		/** Returns the forms of components or permitted types. */
		List<Form> forms() {
			return this.forms;
		}

		@Override
		public FormKind kind() {
			return this.kind;
		}

		@Override
		public String words() {
			return this.kind + " " + this.name;
		}

	}

}
