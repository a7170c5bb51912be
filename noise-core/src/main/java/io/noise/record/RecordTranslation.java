package io.noise.record;

import java.util.List;
import java.util.Optional;

import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * How a type of this end is written for another end whose type of the same name may have
 * another form. Immutable. The words in it hold what a stranger sent.
 */
public final class RecordTranslation {

	/** Nothing is to be translated. */
	static final RecordTranslation SAME = new RecordTranslation(null, null, List.of());

	private final @Nullable Shape shape;

	private final @Nullable String refusal;

	private final List<String> differences;

	private RecordTranslation(@Nullable Shape shape, @Nullable String refusal, List<String> differences) {
		this.shape = shape;
		this.refusal = refusal;
		this.differences = List.copyOf(differences);
	}

	static RecordTranslation of(Shape shape, List<String> differences) {
		return new RecordTranslation(shape, null, differences);
	}

	static RecordTranslation refused(String why) {
		return new RecordTranslation(null, why, List.of(why));
	}

	/**
	 * Whether both ends have the same form.
	 * @return true if there is nothing to translate
	 */
	public boolean isSame() {
		return this.shape == null && this.refusal == null;
	}

	/**
	 * Returns the reason for which no value of the type can be sent.
	 * @return the component, and both forms; empty if values can be sent
	 */
	public Optional<String> refusal() {
		return Optional.ofNullable(this.refusal);
	}

	/**
	 * Returns the differences between the forms of the two ends.
	 * @return a few words each, not all of them if they are many
	 */
	public List<String> differences() {
		return this.differences;
	}

	/**
	 * Writes a value in the form of the other end.
	 * @param value a value that can be encoded in the form of this end
	 * @param out where to
	 * @throws IllegalArgumentException if the other end has no form for something in the
	 * value
	 */
	public void encode(Object value, PayloadWriter out) {
		if (this.shape == null) {
			throw new IllegalArgumentException((this.refusal != null) ? this.refusal : "nothing to translate");
		}
		this.shape.write(value, out, 0);
	}

}
