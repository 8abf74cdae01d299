/**
 * The handling of service demands, process 1.8.2 用户服务需求处理: what its steps do besides
 * people's work.
 */
package io.kefu.demand;
