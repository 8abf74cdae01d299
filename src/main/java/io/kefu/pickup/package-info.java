/**
 * Goods ordered at a factory: waiting for the pick-up notice, picking up, handing over
 * (S4-360 to S4-363).
 */
package io.kefu.pickup;
