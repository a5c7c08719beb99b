/**
 * Stories of the command line: each machine is a process with a home and a session of its own, behind a wire that counts
 * what goes over it. Like the other stories they know nothing of the server but where it answers.
 */
package io.cloudstore.machine;
