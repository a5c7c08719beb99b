/** What is written of the runs of the stories. */
package io.cloudstore.localstack;
