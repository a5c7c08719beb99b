package io.cloudstore.functions.mysql;

import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.CountAttempts;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.account.StoreAccount;
import io.cloudstore.core.account.StoreSession;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.FindBlobs;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.blob.StoreBlobs;
import io.cloudstore.core.drive.ChangeTrash;
import io.cloudstore.core.drive.DropEntries;
import io.cloudstore.core.drive.FindEntries;
import io.cloudstore.core.drive.FindManyEntries;
import io.cloudstore.core.drive.FindTrash;
import io.cloudstore.core.drive.RepointVersions;
import io.cloudstore.core.drive.StoreEntries;
import io.cloudstore.core.drive.StoreFiles;
import io.cloudstore.core.instant.FindOwnParts;
import io.cloudstore.core.instant.KeepChallenge;
import io.cloudstore.core.receipt.FindVerified;
import io.cloudstore.core.sweep.ForgetOld;
import io.cloudstore.core.sweep.KnowKeys;
import io.cloudstore.core.sweep.ReclaimRows;
import io.cloudstore.core.sweep.SampleBlobs;
import io.cloudstore.core.sweep.WalkBlobs;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.FindUploads;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.upload.StoreUploads;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.ArmJobs;
import io.cloudstore.core.work.BeginJobs;
import io.cloudstore.core.work.ClaimKeys;
import io.cloudstore.core.work.FindDueJobs;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.core.work.UnitOfWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The metadata database, behind a pool of connections, and the ports that it serves. Opening it connects nowhere and asks
 * for no password: the first call does, and a database or a password that is away makes calls fail with {@link
 * MetadataUnavailable} until it is back. Safe for any number of threads.
 */
public final class MySql implements AutoCloseable {
    /** For rows that transactions of the functions hold. */
    private static final Duration MIGRATION_LOCK_WAIT = Duration.ofMinutes(5);

    private final Connections connections;
    private final JdbcTemplate jdbc;
    /** For the room alone: whatever asks through it takes part in the thread's unit of work. */
    final JdbcClient sql;

    private final Units units;

    MySql(Connections connections, JdbcTemplate jdbc) {
        this.connections = connections;
        this.jdbc = jdbc;
        Faults faults = new Faults(connections);
        jdbc.setExceptionTranslator(faults);
        JdbcTransactionManager transactions = new JdbcTransactionManager(connections);
        transactions.setExceptionTranslator(faults);
        this.sql = JdbcClient.create(jdbc);
        this.units = new Units(transactions);
    }

    /** The database that {@code settings} name. */
    public static MySql open(MySqlSettings settings) {
        Connections connections = Connections.to(settings);
        return new MySql(connections, new JdbcTemplate(connections));
    }

    /**
     * Brings the schema to this version; for the deployment, with an account that may change the schema. However long the
     * database takes for a change: one that was cut off half-way could not be made again.
     */
    public void migrate() {
        try {
            Flyway.configure()
                    .dataSource(new Patient(connections))
                    .initSql("SET SESSION innodb_lock_wait_timeout = " + MIGRATION_LOCK_WAIT.toSeconds())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } finally {
            connections.evict(); // whoever comes after waits no longer than a call may
        }
    }

    /** Transactions: READ COMMITTED, run again when the database picks them as a victim. */
    public UnitOfWork unitOfWork() {
        return units;
    }

    /** Makes jobs. */
    public ArmJob armJob() {
        return new Jobs(sql, jdbc, units);
    }

    /** Makes many jobs at once. */
    public ArmJobs armJobs() {
        return new Jobs(sql, jdbc, units);
    }

    /** Leases jobs. */
    public LeaseJob leaseJob() {
        return new Jobs(sql, jdbc, units);
    }

    /** Makes jobs that are never done. */
    public BeginJobs beginJobs() {
        return new Jobs(sql, jdbc, units);
    }

    /** Finds jobs that nobody carries on. */
    public FindDueJobs findDueJobs() {
        return new Jobs(sql, jdbc, units);
    }

    /** Accounts. */
    public StoreAccount storeAccount() {
        return new Accounts(sql, units);
    }

    /** The account's lock. */
    public LockAccount lockAccount() {
        return new Accounts(sql, units);
    }

    /** The account's quota. */
    public ChargeQuota chargeQuota() {
        return new Accounts(sql, units);
    }

    /** Sessions. */
    public StoreSession storeSession() {
        return new Sessions(sql, units);
    }

    /** Counted attempts. */
    public CountAttempts countAttempts() {
        return new Attempts(sql, units);
    }

    /** Reads stored content. */
    public FindBlob findBlob() {
        return blobs();
    }

    /** Finds parts of an account's own content. */
    public FindOwnParts findOwnParts() {
        return new OwnParts(sql);
    }

    /** Writes stored content. */
    public StoreBlob storeBlob() {
        return blobs();
    }

    /** Reads when content was verified. */
    public FindVerified findVerified() {
        return new Verifications(sql);
    }

    /** Reads the drive. */
    public FindEntries findEntries() {
        return new Entries(sql);
    }

    /** Writes the drive. */
    public StoreEntries storeEntries() {
        return new EntryChanges(sql, units);
    }

    /** Walks over the blobs' rows. */
    public WalkBlobs walkBlobs() {
        return new Walks(sql);
    }

    /** Chooses stored content that is read again. */
    public SampleBlobs sampleBlobs() {
        return new Walks(sql);
    }

    /** Tells keys that a row knows. */
    public KnowKeys knowKeys() {
        return new Walks(sql);
    }

    /** Points versions to other content. */
    public RepointVersions repointVersions() {
        return new EntryChanges(sql, units);
    }

    /** Reads the trash. */
    public FindTrash findTrash() {
        return new TrashRows(sql);
    }

    /** Writes the trash. */
    public ChangeTrash changeTrash() {
        return new TrashChanges(sql, units);
    }

    /** Drops what was purged. */
    public DropEntries dropEntries() {
        return new Drops(sql, units);
    }

    /** Stored content on its way out. */
    public ReclaimRows reclaimRows() {
        return new Graves(sql, units);
    }

    /** Reads uploads. */
    public FindUpload findUpload() {
        return new Uploads(sql);
    }

    /** Writes uploads. */
    public StoreUpload storeUpload() {
        return new UploadChanges(sql, jdbc, units);
    }

    /** Challenges of uploads. */
    public KeepChallenge keepChallenge() {
        return new Challenges(sql, units);
    }

    /** Reads many uploads at once. */
    public FindUploads findUploads() {
        return new ManyUploads(sql, jdbc, units);
    }

    /** Writes many uploads at once. */
    public StoreUploads storeUploads() {
        return new ManyUploads(sql, jdbc, units);
    }

    /** Reads much stored content at once. */
    public FindBlobs findBlobs() {
        return manyBlobs();
    }

    /** Writes much stored content at once. */
    public StoreBlobs storeBlobs() {
        return manyBlobs();
    }

    private Blobs blobs() {
        return new Blobs(sql, new BlobParts(jdbc), units);
    }

    private ManyBlobs manyBlobs() {
        return new ManyBlobs(sql, jdbc, new BlobParts(jdbc), blobs(), units);
    }

    /** Reads many entries of a drive at once. */
    public FindManyEntries findManyEntries() {
        return new ManyEntries(sql, jdbc, units);
    }

    /** Writes many files at once. */
    public StoreFiles storeFiles() {
        return new ManyEntries(sql, jdbc, units);
    }

    /** Keys of creating calls. */
    public ClaimKeys claimKeys() {
        return new Keys(sql, jdbc, units);
    }

    /** Drops what is over. */
    public ForgetOld forgetOld() {
        return new OldRows(sql, units);
    }

    /** Has the driver forget passwords of connections that are closed, which it keeps for as long as the process lives. */
    public static void forgetPasswords() {
        Connections.forgetPasswords();
    }

    /** Closes every connection for good. */
    @Override
    public void close() {
        connections.close();
    }

    /** Connections that wait for an answer without an end. */
    private static final class Patient extends DelegatingDataSource {
        Patient(DataSource connections) {
            super(connections);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            connection.setNetworkTimeout(Runnable::run, 0);
            return connection;
        }
    }
}
