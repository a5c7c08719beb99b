package io.cloudstore.client.upload;

import io.cloudstore.client.drive.RemotePath;
import java.nio.file.Path;

/**
 * What is to be uploaded.
 *
 * @param source the local file; it must not change until the upload has ended
 * @param folderId the id of the folder that it goes into
 * @param path where it goes: that folder's path and the file's name
 * @param conflict what happens when other content is there
 * @param existing what is known of the file there
 */
public record UploadRequest(Path source, String folderId, RemotePath path, Conflict conflict, Existing existing) {}
