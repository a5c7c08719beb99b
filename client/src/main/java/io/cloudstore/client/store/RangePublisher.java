package io.cloudstore.client.store;

import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** A range of a file as the body of a request, read piece by piece as the connection takes it. */
final class RangePublisher implements BodyPublisher {
    /** Bytes read at a time: large enough for few system calls, small enough to show progress on a slow line. */
    private static final int PIECE = 64 << 10;

    private final FileChannel file;
    private final long offset;
    private final long length;
    private final LongConsumer taken;

    /** Bytes {@code offset} to {@code offset + length}; {@code taken} is told the bytes of each piece. */
    RangePublisher(FileChannel file, long offset, long length, LongConsumer taken) {
        this.file = file;
        this.offset = offset;
        this.length = length;
        this.taken = taken;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Reading(subscriber));
    }

    /** Serves one subscriber. Demand may be signalled from within {@code onNext}: only one caller at a time serves it. */
    private final class Reading implements Subscription {
        private final Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger callers = new AtomicInteger();
        private long position = offset;
        private volatile boolean over;

        Reading(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                over = true;
                subscriber.onError(new IllegalArgumentException("demand must be positive, not " + n));
                return;
            }
            demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            if (callers.getAndIncrement() == 0) {
                int served = 1;
                do {
                    serve();
                    served = callers.addAndGet(-served);
                } while (served != 0);
            }
        }

        private void serve() {
            try {
                while (!over && demand.get() > 0) {
                    demand.decrementAndGet();
                    subscriber.onNext(next());
                    if (position == offset + length && !over) {
                        over = true;
                        subscriber.onComplete();
                    }
                }
            } catch (IOException e) {
                over = true;
                subscriber.onError(e);
            }
        }

        private ByteBuffer next() throws IOException {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, offset + length - position));
            while (piece.hasRemaining()) {
                int read = file.read(piece, position);
                if (read < 0) {
                    throw new EOFException("the file ended while it was sent");
                }
                position += read;
            }
            taken.accept(piece.capacity());
            return piece.flip();
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
