/**
 * The stories: what a person can do with Cloudstore, told over plain HTTP in the words of the design, and run unchanged on
 * every stack. They know no class of the server and none of the client library.
 */
package io.cloudstore.story;
