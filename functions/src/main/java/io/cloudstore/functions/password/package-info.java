/**
 * Passwords: hashed with Argon2id at OWASP's minimum of 19 MiB, two passes, one lane
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html), written as PHC strings that carry
 * their parameters and salt, so that a change of parameters leaves old hashes readable and names them outdated. And the
 * list of passwords that nobody may take.
 *
 * <p>Permissions: none. Owns nothing but memory: 19 MiB for each hash under way, bounded by the number allowed at once.
 * Hashing twice gives two different hashes, each of which matches. Thread-safe.
 *
 * <p>{@code common-passwords.txt} beside this package was generated, not copied: published lists of leaked passwords
 * (such as RockYou and SecLists) hold few of twelve characters and more, and those are of a few shapes. The list spells
 * these shapes out: the best-known long entries of those lists as remembered, frequent words and names followed by the
 * frequent endings, words said twice or thrice, pairs of frequent words, sequences and repetitions of digits, walks over
 * the keyboard, and passphrases that serve as examples everywhere. It holds no entry shorter than the 12 characters that
 * a password needs anyway. It is no breach corpus: whoever wants one puts it behind the same port.
 */
@NullMarked
package io.cloudstore.functions.password;

import org.jspecify.annotations.NullMarked;
