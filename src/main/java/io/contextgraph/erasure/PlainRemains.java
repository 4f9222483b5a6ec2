package io.contextgraph.erasure;

/**
 * How many events about a subject have what the ledger keeps in plain: whatever a producer put
 * there. Each of the events has a subject_id, a session_id, an agent_id and a trace_id.
 *
 * @param events all events with the subject's id
 * @param attributes those with further fields
 * @param onBehalfOf those with the field on_behalf_of
 * @param payload those with a payload
 * @param payloadRef those with the address of a payload that is kept elsewhere
 * @param controlEvents control events that name the subject, as the one of its erasure
 */
public record PlainRemains(
    long events,
    long attributes,
    long onBehalfOf,
    long payload,
    long payloadRef,
    long controlEvents) {}
