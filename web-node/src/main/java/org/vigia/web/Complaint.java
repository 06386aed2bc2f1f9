package org.vigia.web;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What went wrong, in words: of some of the file system's failures the message is a bare path.
final class Complaint {
    private Complaint() {}

    static String of(Exception failure) {
        return switch (failure) {
            case AccessDeniedException denied -> told(denied, "the user vigia-web may not do that");
            case NoSuchFileException missing -> told(missing, "there is no such file");
            case FileAlreadyExistsException there -> told(there, "is there already");
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String told(FileSystemException failure, String words) {
        return failure.getReason() == null
                ? failure.getFile() + ": " + words
                : String.valueOf(failure.getMessage());
    }
}
