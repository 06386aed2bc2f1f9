package org.vigia.web.ssh;

import java.util.regex.Pattern;

/// Whether a command line is one that uploads: `scp -t` with the flags OpenSSH, JSch and PuTTY add,
/// and one target, which means nothing here.
final class ScpCommandLine {
    private static final Pattern UPLOAD =
            Pattern.compile("scp(?: -[dpqtv]+)* -[dpqv]*t[dpqv]*(?: -[dpqv]+)*(?: --)? \\S{1,255}");

    private ScpCommandLine() {}

    static boolean isUpload(String command) {
        return command.length() <= ScpHeader.MAX_LINE && UPLOAD.matcher(command).matches();
    }
}
