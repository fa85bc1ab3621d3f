/* stdatomic.h */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

static atomic_int counter = 5;
static _Atomic unsigned long wide;
static atomic_flag flag = ATOMIC_FLAG_INIT;

int main(void)
{
	int expected = 6;
	printf("%d\n", atomic_load(&counter));
	atomic_store(&counter, 6);
	printf("%d ", atomic_compare_exchange_strong(&counter, &expected, 7));
	printf("%d\n", expected);
	printf("%d ", atomic_compare_exchange_strong(&counter, &expected, 8));
	printf("%d\n", expected);
	printf("%d ", atomic_fetch_add(&counter, 10));
	printf("%d\n", counter);
	printf("%d ", atomic_fetch_sub(&counter, 1));
	printf("%d\n", counter);
	printf("%d ", atomic_fetch_or(&counter, 0x100));
	printf("%d\n", counter);
	printf("%d ", atomic_fetch_and(&counter, 0x1f));
	printf("%d\n", counter);
	printf("%d ", atomic_fetch_xor(&counter, 1));
	printf("%d\n", counter);
	printf("%d ", atomic_exchange(&counter, 99));
	printf("%d\n", counter);
	counter++;
	counter += 10;
	printf("%d\n", counter);
	atomic_store_explicit(&wide, ~0UL, memory_order_release);
	printf("%lx\n", atomic_load_explicit(&wide, memory_order_acquire));
	printf("%d ", atomic_flag_test_and_set(&flag));
	printf("%d\n", atomic_flag_test_and_set(&flag));
	atomic_flag_clear(&flag);
	printf("%d\n", atomic_flag_test_and_set(&flag));
	atomic_thread_fence(memory_order_seq_cst);
	bool done = true;
	printf("%d %zu\n", done, sizeof(atomic_long));
	return 0;
}
