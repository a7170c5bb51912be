package io.noise.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.noise.payload.PayloadException;

/**
 * Refuses declarations that no value can have: records that always contain themselves,
 * and sealed interfaces that permit themselves.
 */
final class FormCycles {

	private FormCycles() {
	}

	/**
	 * Takes away what contains nothing that is left, until nothing is left.
	 * @throws PayloadException if something remains
	 */
	static void refuse(List<Form.Declared> declarations) {
		Map<Form, List<Form.Declared>> holders = new HashMap<>();
		Map<Form, Integer> open = new HashMap<>();
		Deque<Form> done = new ArrayDeque<>();
		for (Form.Declared declared : declarations) {
			int count = 0;
			for (Form part : declared.forms()) {
				if (part.kind() == declared.kind()) {
					holders.computeIfAbsent(part, (key) -> new ArrayList<>()).add(declared);
					count++;
				}
			}
			open.put(declared, count);
			if (count == 0) {
				done.add(declared);
			}
		}
		int left = declarations.size();
		while (!done.isEmpty()) {
			left--;
			for (Form.Declared holder : holders.getOrDefault(done.remove(), List.of())) {
				if (open.merge(holder, -1, Integer::sum) == 0) {
					done.add(holder);
				}
			}
		}
		if (left > 0) {
			throw new PayloadException(
					left + " declarations: always within themselves (expected: a list or an " + "Optional in between)");
		}
	}

}
