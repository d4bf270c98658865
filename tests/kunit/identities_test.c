// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Units, points in time, byte order, sets of flags: what is converted, and what is refused at the
 * edges of the types.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <safe/core/address.h>
#include <safe/core/endian.h>
#include <safe/core/flags.h>
#include <safe/core/unit.h>
#include <safe/linux/ktime.h>

SAFE_FLAGS(identities_flags, u32, 0x0f);

static void times_grow_to_the_largest_and_no_further(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, safe_ms_from_s(safe_s(0)).value, 0);
	KUNIT_EXPECT_EQ(test, safe_ms_from_s(safe_s(1)).value, 1000);
	KUNIT_EXPECT_EQ(test, safe_ms_from_s(safe_s(U32_MAX / 1000)).value, 4294967000U);
	KUNIT_EXPECT_EQ(test, safe_ms_from_s(safe_s(U32_MAX / 1000 + 1)).value, U32_MAX);
	KUNIT_EXPECT_EQ(test, safe_ms_from_s(safe_s(U32_MAX)).value, U32_MAX);
	KUNIT_EXPECT_EQ(test, safe_us_from_ms(safe_ms(U32_MAX)).value, 4294967295000UL);
	KUNIT_EXPECT_EQ(test, safe_ns_from_ms(safe_ms(U32_MAX)).value, 4294967295000000ULL);
	KUNIT_EXPECT_EQ(test, safe_ns_from_us(safe_us(1)).value, 1000ULL);
	KUNIT_EXPECT_EQ(test, safe_ns_from_us(safe_us(ULONG_MAX / 1000)).value,
			ULONG_MAX / 1000 * 1000ULL);
	KUNIT_EXPECT_EQ(test, safe_ns_from_us(safe_us(ULONG_MAX / 1000 + 1)).value, U64_MAX);
}

static void waits_are_never_shorter(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, safe_jiffies_from_ms(safe_ms(0)).value, 0UL);
	KUNIT_EXPECT_EQ(test, safe_jiffies_from_ms(safe_ms(1)).value, DIV_ROUND_UP(HZ, 1000UL));
	KUNIT_EXPECT_EQ(test, safe_jiffies_from_us(safe_us(1)).value, 1UL);
	KUNIT_EXPECT_EQ(test, safe_jiffies_from_s(safe_s(1)).value, (unsigned long)HZ);
	KUNIT_EXPECT_EQ(test, safe_jiffies_from_ms(safe_ms(U32_MAX)).value, MAX_JIFFY_OFFSET);
	KUNIT_EXPECT_EQ(test, safe_jiffies_from_us(safe_us(UINT_MAX + 1UL)).value,
			MAX_JIFFY_OFFSET);
}

static void a_frequency_that_is_no_number_of_khz_is_refused(struct kunit *test)
{
	struct safe_khz khz = { 7 };

	KUNIT_EXPECT_EQ(test, safe_khz_from_hz(&khz, safe_hz(999)), 0);
	KUNIT_EXPECT_EQ(test, khz.value, 0);
	KUNIT_EXPECT_EQ(test, safe_khz_from_hz(&khz, safe_hz(1000UL * UINT_MAX + 999)), 0);
	KUNIT_EXPECT_EQ(test, khz.value, UINT_MAX);
	KUNIT_EXPECT_EQ(test, safe_khz_from_hz(&khz, safe_hz(1000UL * UINT_MAX + 1000)), -ERANGE);
	KUNIT_EXPECT_EQ(test, safe_khz_from_hz(&khz, safe_hz(ULONG_MAX)), -ERANGE);
	KUNIT_EXPECT_EQ(test, khz.value, UINT_MAX);
}

static void bytes_stand_in_the_order_of_the_type(struct kunit *test)
{
	struct {
		u8 first;
		struct safe_le16 le16;
		struct safe_be16 be16;
		struct safe_le32 le32;
		struct safe_be32 be32;
		struct safe_le64 le64;
		struct safe_be64 be64;
	} __packed all = {
		1,
		safe_cpu_to_le16(0x0203),
		safe_cpu_to_be16(0x0405),
		safe_cpu_to_le32(0x06070809),
		safe_cpu_to_be32(0x0a0b0c0d),
		safe_cpu_to_le64(0x1011121314151617ULL),
		safe_cpu_to_be64(0x1819202122232425ULL),
	};
	static const u8 wanted[] = { 1,	   3,	 2,    4,    5,	   9,	 8,    7,    6,	   0xa,
				     0xb,  0xc,	 0xd,  0x17, 0x16, 0x15, 0x14, 0x13, 0x12, 0x11,
				     0x10, 0x18, 0x19, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25 };

	KUNIT_ASSERT_EQ(test, sizeof(all), sizeof(wanted));
	KUNIT_EXPECT_MEMEQ(test, &all, wanted, sizeof(all));
	KUNIT_EXPECT_EQ(test, safe_le16_to_cpu(all.le16), 0x0203);
	KUNIT_EXPECT_EQ(test, safe_be32_to_cpu(all.be32), 0x0a0b0c0dU);
	KUNIT_EXPECT_EQ(test, safe_be64_to_cpu(all.be64), 0x1819202122232425ULL);
}

static void static_objects_have_the_same_bytes(struct kunit *test)
{
	static const struct safe_be32 be = SAFE_CPU_TO_BE32(0x01020304);
	static const struct safe_le32 le = SAFE_CPU_TO_LE32(0x01020304);

	KUNIT_EXPECT_EQ(test, safe_be32_to_cpu(be), 0x01020304U);
	KUNIT_EXPECT_EQ(test, safe_le32_to_cpu(le), 0x01020304U);
	KUNIT_EXPECT_EQ(test, ((const u8 *)&be)[0], 1);
	KUNIT_EXPECT_EQ(test, ((const u8 *)&le)[0], 4);
}

static void a_number_too_large_for_its_field_is_refused(struct kunit *test)
{
	struct safe_le16 le = safe_cpu_to_le16(7);
	struct safe_be32 be = safe_cpu_to_be32(7);
	struct safe_be64 wide;

	KUNIT_EXPECT_EQ(test, safe_try_cpu_to_le16(0x10000, &le), -ERANGE);
	KUNIT_EXPECT_EQ(test, safe_try_cpu_to_le16(-1, &le), -ERANGE);
	KUNIT_EXPECT_EQ(test, safe_try_cpu_to_le16(U64_MAX, &le), -ERANGE);
	KUNIT_EXPECT_EQ(test, safe_le16_to_cpu(le), 7);
	KUNIT_EXPECT_EQ(test, safe_try_cpu_to_le16(0xffff, &le), 0);
	KUNIT_EXPECT_EQ(test, safe_le16_to_cpu(le), 0xffff);
	KUNIT_EXPECT_EQ(test, safe_try_cpu_to_be32(0x100000000ULL, &be), -ERANGE);
	KUNIT_EXPECT_EQ(test, safe_try_cpu_to_be32(0xffffffffULL, &be), 0);
	KUNIT_EXPECT_EQ(test, safe_be32_to_cpu(be), U32_MAX);
	KUNIT_EXPECT_EQ(test, safe_try_cpu_to_be64(U64_MAX, &wide), 0);
	KUNIT_EXPECT_EQ(test, safe_be64_to_cpu(wide), U64_MAX);
}

static void clocks_go_on_and_durations_have_a_sign(struct kunit *test)
{
	struct safe_ktime_mono then = safe_ktime_get(), now = safe_ktime_add(then, safe_ns(5));
	struct safe_ns ns = { 7 };

	KUNIT_EXPECT_TRUE(test, safe_ktime_before(then, now));
	KUNIT_EXPECT_FALSE(test, safe_ktime_before(then, then));
	KUNIT_EXPECT_TRUE(test, safe_ktime_after(now, then));
	KUNIT_EXPECT_EQ(test, safe_ktime_sub(now, then).value, 5);
	KUNIT_EXPECT_EQ(test, safe_ktime_sub(then, now).value, -5);
	KUNIT_EXPECT_EQ(test, safe_ns_from_diff(&ns, safe_ktime_sub(then, now)), -ERANGE);
	KUNIT_EXPECT_EQ(test, ns.value, 7);
	KUNIT_EXPECT_EQ(test, safe_ns_from_diff(&ns, safe_ktime_sub(then, then)), 0);
	KUNIT_EXPECT_EQ(test, ns.value, 0);
	KUNIT_EXPECT_FALSE(test, safe_ktime_before(safe_ktime_get(), then));
	KUNIT_EXPECT_GE(test, safe_ktime_get_boottime().value, 0);
}

static void the_last_point_in_time_is_the_last(struct kunit *test)
{
	struct safe_ktime_real last = safe_ktime_real(KTIME_MAX);
	struct safe_ktime_real epoch = safe_ktime_real(0);

	KUNIT_EXPECT_EQ(test, safe_ktime_add(last, safe_ns(1)).value, KTIME_MAX);
	KUNIT_EXPECT_EQ(test, safe_ktime_add(epoch, safe_ns(KTIME_MAX)).value, KTIME_MAX);
	KUNIT_EXPECT_EQ(test, safe_ktime_add(epoch, safe_ns(KTIME_MAX + 1ULL)).value, KTIME_MAX);
	KUNIT_EXPECT_EQ(test, safe_ktime_add(epoch, safe_ns(U64_MAX)).value, KTIME_MAX);
}

static void sets_of_flags_are_sets(struct kunit *test)
{
	struct safe_identities_flags a = safe_identities_flags(5), b = safe_identities_flags(1);

	KUNIT_EXPECT_EQ(test, safe_flags_with(a, safe_identities_flags(2)).value, 7);
	KUNIT_EXPECT_EQ(test, safe_flags_without(a, b).value, 4);
	KUNIT_EXPECT_TRUE(test, safe_flags_have(a, b));
	KUNIT_EXPECT_FALSE(test, safe_flags_have(b, a));
	KUNIT_EXPECT_TRUE(test, safe_flags_have(a, safe_identities_flags(0)));
	KUNIT_EXPECT_EQ(test, safe_flags(identities_flags, 3, "A | B").value, 3);
}

static void halves_make_the_address(struct kunit *test)
{
	struct safe_dma_addr addr = safe_dma_addr((dma_addr_t)0x123456789abcdef0ULL);

	KUNIT_EXPECT_EQ(test, safe_dma_addr_low(addr), lower_32_bits(addr.value));
	KUNIT_EXPECT_EQ(test, safe_dma_addr_high(addr), upper_32_bits(addr.value));
}

static struct kunit_case identities_cases[] = {
	KUNIT_CASE(times_grow_to_the_largest_and_no_further),
	KUNIT_CASE(waits_are_never_shorter),
	KUNIT_CASE(a_frequency_that_is_no_number_of_khz_is_refused),
	KUNIT_CASE(bytes_stand_in_the_order_of_the_type),
	KUNIT_CASE(static_objects_have_the_same_bytes),
	KUNIT_CASE(a_number_too_large_for_its_field_is_refused),
	KUNIT_CASE(clocks_go_on_and_durations_have_a_sign),
	KUNIT_CASE(the_last_point_in_time_is_the_last),
	KUNIT_CASE(sets_of_flags_are_sets),
	KUNIT_CASE(halves_make_the_address),
	{}
};

static struct kunit_suite suite = { .name = "safe_identities", .test_cases = identities_cases };
kunit_test_suite(suite);
MODULE_DESCRIPTION("units, clocks, byte order, flags");
MODULE_LICENSE("Dual MIT/GPL");
