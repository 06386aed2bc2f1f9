package org.vigia.shared.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A node's YAML file while it is being read. Sections note each problem and go on with a stand-in,
/// so that [#finish] can report all of them at once.
///
/// Used by one thread, once.
public final class ConfigFile {
    private final String name;
    private final Path directory;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> effective = new LinkedHashMap<>();
    private final Section root;

    private ConfigFile(String name, Path directory, Map<?, ?> content) {
        this.name = name;
        this.directory = directory;
        this.root = new Section(this, "", content);
    }

    /// Reads `file`; relative paths in it are relative to its folder.
    ///
    /// @throws ConfigException when it cannot be read or is not YAML
    public static ConfigFile read(Path file) throws ConfigException {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        try {
            return parse(
                    String.valueOf(absolute.getFileName()),
                    directory == null ? absolute : directory,
                    Files.readString(absolute));
        } catch (IOException e) {
            throw new ConfigException(
                    List.of("%s: cannot be read: %s".formatted(absolute, reason(e))));
        }
    }

    /// Reads a text.
    ///
    /// @param name what messages call it
    /// @param directory what relative paths are relative to
    /// @throws ConfigException when it is not YAML, or no mapping
    public static ConfigFile parse(String name, Path directory, String text)
            throws ConfigException {
        Object content;
        try {
            content =
                    new Load(
                                    LoadSettings.builder()
                                            .setLabel(name)
                                            .setAllowDuplicateKeys(false)
                                            .setMaxAliasesForCollections(0)
                                            .setCodePointLimit(256 * 1024)
                                            .build())
                            .loadFromString(text);
        } catch (YamlEngineException e) {
            throw new ConfigException(
                    List.of(name + ": is not YAML: " + oneLine(String.valueOf(e.getMessage()))));
        }
        if (content == null) {
            return new ConfigFile(name, directory, Map.of());
        }
        if (!(content instanceof Map<?, ?> map)) {
            throw new ConfigException(List.of(name + ": must be keys with values"));
        }
        return new ConfigFile(name, directory, map);
    }

    /// The top of the file.
    public Section root() {
        return root;
    }

    /// Ends the reading.
    ///
    /// @return every key with the value in force, secrets masked
    /// @throws ConfigException when there was a problem, or a key that nobody asked for
    public Map<String, String> finish() throws ConfigException {
        root.reportUnknown();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return Collections.unmodifiableMap(effective);
    }

    void problem(String key, String text) {
        problems.add("%s: %s: %s".formatted(name, key, text));
    }

    void inForce(String key, String value) {
        effective.put(key, value);
    }

    Path resolve(String path) {
        return directory.resolve(path).normalize();
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : String.valueOf(e.getMessage());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
