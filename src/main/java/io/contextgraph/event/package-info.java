/** What an event is: decoded from bytes, validated, hashed, and written as bytes. No Flink here. */
@NullMarked
package io.contextgraph.event;

import org.jspecify.annotations.NullMarked;
