/**
 * The handling of service demands （用户服务需求处理， 1.8.2): what its steps do besides people's
 * work.
 */
package io.kefu.demand;
