package io.cloudstore.core.upload;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds many uploads at once: what {@link FindUpload} does for each. */
public interface FindUploads {
    /** Those of the uploads that there are, whoever's they are. */
    List<Upload> find(Collection<UploadId> ids);

    /** The parts as they were signed last, by number, of each upload that has any. */
    Map<UploadId, List<RecordedPart>> parts(Collection<UploadId> ids);
}
