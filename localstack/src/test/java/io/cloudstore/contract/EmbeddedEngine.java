package io.cloudstore.contract;

final class EmbeddedEngine {
    static StoreUnderTest.Engine start() {
        throw new UnsupportedOperationException();
    }
}
