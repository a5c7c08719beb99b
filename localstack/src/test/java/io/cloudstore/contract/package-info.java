/** Contracts of the adapters against real engines; the expected values are those of the services the engines stand for. */
package io.cloudstore.contract;
