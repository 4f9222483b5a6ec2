/**
 * Keys of the subjects of personal data: seals and opens values, and keeps the keys in the key
 * store, the schema {@code privacy}, which destroys the key of an erased subject.
 */
@NullMarked
package io.contextgraph.privacy;

import org.jspecify.annotations.NullMarked;
