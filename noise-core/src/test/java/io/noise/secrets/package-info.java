/**
 * Looks for keys where none may be. Every test class has {@code RecordedSecrets} as an
 * extension; {@code SecretSearch} finds what it has recorded. Other modules use it too.
 */
package io.noise.secrets;
