package org.vigia.web.http;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.UUID;
import org.vigia.web.tls.Fingerprint;

/// A CA's certificate as a configuration profile for iOS and macOS. The same CA gives the same
/// profile, so that installing it twice leaves one.
///
/// @see <a
///   href="https://developer.apple.com/documentation/devicemanagement/certificateroot">Apple's
///   description</a>
final class MobileConfig {
    private MobileConfig() {}

    /// @param name the CA's
    /// @param description what it is for, in the reader's language
    static String of(X509Certificate authority, String name, String description) {
        String id = Fingerprint.of(authority).replace(":", "");
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>PayloadContent</key>
          <array>
            <dict>
              <key>PayloadCertificateFileName</key><string>vigia-ca.crt</string>
              <key>PayloadContent</key>
              <data>
        %s
              </data>
              <key>PayloadDisplayName</key><string>%s</string>
              <key>PayloadIdentifier</key><string>org.vigia.ca.%s</string>
              <key>PayloadType</key><string>com.apple.security.root</string>
              <key>PayloadUUID</key><string>%s</string>
              <key>PayloadVersion</key><integer>1</integer>
            </dict>
          </array>
          <key>PayloadDescription</key><string>%s</string>
          <key>PayloadDisplayName</key><string>%s</string>
          <key>PayloadIdentifier</key><string>org.vigia.profile.%s</string>
          <key>PayloadType</key><string>Configuration</string>
          <key>PayloadUUID</key><string>%s</string>
          <key>PayloadVersion</key><integer>1</integer>
        </dict>
        </plist>
        """
                .formatted(
                        Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(Fingerprint.encoded(authority)),
                        escaped(name),
                        id,
                        uuid("certificate " + id),
                        escaped(description),
                        escaped(name),
                        id,
                        uuid("profile " + id));
    }

    private static UUID uuid(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
