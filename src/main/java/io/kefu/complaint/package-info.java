/**
 * The complaint closed loop (客户抱怨闭环处理): what its steps do besides people's work.
 */
package io.kefu.complaint;
