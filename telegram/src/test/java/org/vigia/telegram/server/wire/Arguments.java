package org.vigia.telegram.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a request brings along: values by name, as they were written, and files by the name of
/// their part.
///
/// @param typed whether the values came as JSON, so that their types are their own
public record Arguments(Map<String, JsonNode> values, Map<String, Upload> files, boolean typed) {
    public Arguments {
        values = new LinkedHashMap<>(values);
        files = new LinkedHashMap<>(files);
    }
}
