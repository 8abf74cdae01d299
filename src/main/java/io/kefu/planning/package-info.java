/**
 * Service planning （客户服务规划， 1.8.1): the versions of a product's service plan, their
 * approval, and the product's terms that come of it.
 */
package io.kefu.planning;
