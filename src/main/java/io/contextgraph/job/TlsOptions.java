package io.contextgraph.job;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.server.Tls;
import io.contextgraph.server.TlsNames;
import java.util.List;

/** The options for how connections to one server are protected. */
record TlsOptions(
    JobOption<String> word,
    JobOption<String> ca,
    JobOption<String> certificate,
    JobOption<String> key) {
  /**
   * @param filesAt the machines that read the files
   */
  static TlsOptions of(String server, String filesAt) {
    String file = "a PEM file on the " + filesAt;
    return new TlsOptions(
        JobOption.text(
            server + ".tls",
            null,
            "off",
            "off: everything is sent in plain form, passwords included, also beyond this machine"),
        JobOption.text(
            server + ".tls.ca",
            null,
            file,
            "the authorities that may have signed the server's certificate; turns TLS on"),
        JobOption.text(
            server + ".tls.certificate", null, file, "the certificate that the job shows"),
        JobOption.text(
            server + ".tls.key", null, file, "the private key of that certificate, PKCS #8"));
  }

  List<JobOption<String>> all() {
    return List.of(word, ca, certificate, key);
  }

  /**
   * Adds a problem unless connections to the address are protected, or must not be.
   *
   * @param used whether there will be connections
   */
  ServerAddress protect(
      ServerAddress address, JobOption<String> uri, OptionReader reader, boolean used) {
    TlsNames names =
        new TlsNames(uri.names(), word.names(), ca.names(), certificate.names(), key.names());
    try {
      Tls tls =
          names.read(
              reader.optional(word),
              reader.optional(ca),
              reader.optional(certificate),
              reader.optional(key));
      if (used) {
        names.check(address.with(tls));
      }
      return address.with(tls);
    } catch (IllegalArgumentException e) {
      reader.require(false, FailureText.of(e));
      return address;
    }
  }
}
