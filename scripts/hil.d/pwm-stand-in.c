// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * A PWM chip without hardware, in the place of a Raspberry Pi's: two channels under /sys/class/pwm.
 * It accepts what the kernel's PWM core accepts, and says in the kernel's log what it was told, one
 * line a change, so that a test can judge the order too.
 */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pwm.h>

static struct platform_device *device;

static int stand_in_apply(struct pwm_chip *chip, struct pwm_device *pwm, const struct pwm_state *state)
{
	dev_info(chip->dev, "channel %u: %s duty %llu period %llu\n", pwm->hwpwm,
		 state->enabled ? "on" : "off", state->duty_cycle, state->period);
	return 0;
}

static const struct pwm_ops stand_in_ops = {
	.apply = stand_in_apply,
	.owner = THIS_MODULE,
};

static struct pwm_chip stand_in = {
	.ops = &stand_in_ops,
	.npwm = 2,
};

static int __init stand_in_init(void)
{
	int error;

	/* The name that the chip of a Pi 4 has. */
	device = platform_device_register_simple("fe20c000.pwm", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	stand_in.dev = &device->dev;
	error = pwmchip_add(&stand_in);
	if (error)
		platform_device_unregister(device);
	return error;
}

static void __exit stand_in_exit(void)
{
	pwmchip_remove(&stand_in);
	platform_device_unregister(device);
}

module_init(stand_in_init);
module_exit(stand_in_exit);
MODULE_DESCRIPTION("PWM chip without hardware, for tests");
MODULE_LICENSE("Dual MIT/GPL");
