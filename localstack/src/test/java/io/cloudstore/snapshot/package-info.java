/** What is in a function's memory when Lambda takes a SnapStart snapshot of it, and what wakes up from there. */
package io.cloudstore.snapshot;
