package io.contextgraph.fault.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;

/** Packages {@link FaultAgent} from the test's own classes. */
public final class AgentJar {
  private static final List<Class<?>> CLASSES =
      List.of(
          FaultAgent.class,
          Hold.class,
          HoldOnEnter.class,
          HoldOnExit.class,
          Moment.class,
          Moment.Edge.class,
          MomentName.class);

  private AgentJar() {}

  /** Returns the JVM options that load the agent. */
  public static String options(Path folder) throws IOException {
    Path jar = folder.resolve("fault-agent.jar");
    Files.createDirectories(folder);
    write(jar);
    return "-Dfault.folder=" + folder + " -javaagent:" + jar;
  }

  private static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.CLASS_PATH, byteBuddy().toString());
    attributes.putValue("Premain-Class", FaultAgent.class.getName());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Class<?> type : CLASSES) {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = AgentJar.class.getClassLoader().getResourceAsStream(name)) {
          if (in == null) {
            throw new IOException("no class file " + name);
          }
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }

  private static URI byteBuddy() throws IOException {
    try {
      return ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
