package io.cloudstore.core.admission;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;

/** Who calls, admitted. */
public record Caller(AccountId account, SessionId session) {}
