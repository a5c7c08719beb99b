package io.cloudstore.protocol.wire;

import java.util.List;

/**
 * {@code POST /v1/uploads/{id}/instant/proof}.
 *
 * @param proofs a proof for each range of the challenge, in its order; 64 lower-case hexadecimal digits each
 */
public record ProofRequest(List<String> proofs) {}
