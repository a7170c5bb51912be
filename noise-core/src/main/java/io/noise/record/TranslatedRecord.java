package io.noise.record;

import java.util.List;

import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * A record that may have fewer components at the other end, or more that may be empty. It
 * may lie within itself, so its components are known only after it is.
 */
final class TranslatedRecord implements TranslatedShape {

	private final RecordShape own;

	private List<Component> components = List.of();

	private byte[] empty = {};

	private @Nullable String refusal;

	TranslatedRecord(RecordShape own) {
		this.own = own;
	}

	/**
	 * Sets what is written.
	 * @param known the components that both ends have
	 * @param emptyBytes how many zero bytes make those empty that only the other end has
	 */
	void complete(List<Component> known, int emptyBytes) {
		this.components = known;
		this.empty = new byte[emptyBytes];
	}

	/** Refuses to write such records, whose components do not fit. */
	void refuse(String why) {
		this.refusal = why;
	}

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		if (this.refusal != null) {
			throw new IllegalArgumentException(this.refusal);
		}
		this.own.checkDepth(depth);
		for (Component component : this.components) {
			component.write(value, out, depth + 1);
		}
		out.writeRaw(this.empty, 0, this.empty.length);
	}

	@Override
	public boolean shortens() {
		return this.components.size() < this.own.components().size();
	}

	@Override
	public List<Shape> parts() {
		return this.components.stream().map(Component::shape).toList();
	}

}
