package io.cloudstore.core.memory;

import io.cloudstore.core.memory.Database.Row;
import io.cloudstore.core.memory.Tables.KeyRow;
import io.cloudstore.core.work.ClaimKeys;
import java.time.Clock;
import java.util.List;

/** The table {@code idempotency}. */
final class Keys implements ClaimKeys {
    private final Database database;
    private final Clock clock;

    Keys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Claim> claim(List<Claim> claims) {
        return claims.stream().map(this::claim).toList();
    }

    private Claim claim(Claim claim) {
        database.lock(Row.IDEMPOTENCY, nameOf(claim));
        return database.within(tables -> tables.keys
                .computeIfAbsent(
                        nameOf(claim), free -> new KeyRow(claim, clock.instant().plus(LIFE)))
                .claim());
    }

    @Override
    public void release(List<Claim> claims) {
        database.within(tables -> {
            for (Claim claim : claims) {
                database.requireHeld(Row.IDEMPOTENCY, nameOf(claim));
                if (!tables.keys.get(nameOf(claim)).claim().equals(claim)) {
                    throw database.violated("a key is given back that another call holds");
                }
                tables.keys.remove(nameOf(claim));
            }
            return true;
        });
    }

    private static List<Object> nameOf(Claim claim) {
        return List.of(claim.key().account(), claim.key().route(), claim.key().key());
    }
}
