package io.noise.record;

/**
 * The form of a type whose values are hash tables.
 */
interface HashedShape extends Shape {

	/** The keys of a map, the elements of a set. */
	KeyShape keys();

	/** Looks into the parts, after all shapes are complete. */
	void complete();

}
