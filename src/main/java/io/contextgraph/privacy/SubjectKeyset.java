package io.contextgraph.privacy;

/** The keyset of a subject, encrypted. */
public record SubjectKeyset(String subject, WrappedKeyset keyset) {}
