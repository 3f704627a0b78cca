/* SPDX-License-Identifier: MIT
 *
 * What the runtime's sources share among themselves has external linkage, and a program that is
 * linked with it may have a `report` or a `heap_add` of its own. So all of that is called async__
 * in the object files. A test finds what is missing here.
 */
#ifndef NAMES_H
#define NAMES_H

#define debug_check          async__debug_check
#define debug_close          async__debug_close
#define debug_dump           async__debug_dump
#define debug_gen_give       async__debug_gen_give
#define debug_gen_take       async__debug_gen_take
#define debug_give           async__debug_give
#define debug_is_on          async__debug_is_on
#define debug_join_begin     async__debug_join_begin
#define debug_join_end       async__debug_join_end
#define debug_made           async__debug_made
#define debug_misused        async__debug_misused
#define debug_name_of        async__debug_name_of
#define debug_pending        async__debug_pending
#define debug_step_begin     async__debug_step_begin
#define debug_step_end       async__debug_step_end
#define debug_take           async__debug_take
#define error_bare           async__error_bare
#define error_copy           async__error_copy
#define error_free           async__error_free
#define error_is_request     async__error_is_request
#define error_new            async__error_new
#define error_of_request     async__error_of_request
#define error_pool_close     async__error_pool_close
#define error_replace        async__error_replace
#define group_ask            async__group_ask
#define heap_add             async__heap_add
#define heap_close           async__heap_close
#define heap_remove          async__heap_remove
#define interrupt_ended_main async__interrupt_ended_main
#define interrupt_pass       async__interrupt_pass
#define interrupt_wait       async__interrupt_wait
#define io_is_ready          async__io_is_ready
#define io_retry             async__io_retry
#define io_start             async__io_start
#define link_add             async__link_add
#define link_drop            async__link_drop
#define link_remove          async__link_remove
#define loop_end_run         async__loop_end_run
#define loop_here            async__loop_here
#define mailbox_close        async__mailbox_close
#define mailbox_free         async__mailbox_free
#define memory_resize        async__memory_resize
#define node_leave_wait      async__node_leave_wait
#define node_prepare         async__node_prepare
#define owner_ask            async__owner_ask
#define owner_ask_one        async__owner_ask_one
#define owner_free           async__owner_free
#define owner_link           async__owner_link
#define owner_move           async__owner_move
#define owner_remove         async__owner_remove
#define poller_epoll         async__poller_epoll
#define poller_poll          async__poller_poll
#define poller_select        async__poller_select
#define pool_close           async__pool_close
#define pool_cut             async__pool_cut
#define report               async__report
#define report_at            async__report_at
#define task_bury            async__task_bury
#define task_end             async__task_end
#define task_finish          async__task_finish
#define task_force           async__task_force
#define task_pass_request    async__task_pass_request
#define task_prepare         async__task_prepare
#define task_put_off_request async__task_put_off_request
#define task_release_rest    async__task_release_rest
#define testing_apply        async__testing_apply
#define testing_jump         async__testing_jump
#define testing_shuffle      async__testing_shuffle
#define watch_add            async__watch_add
#define watch_cancel         async__watch_cancel
#define watch_close          async__watch_close
#define watch_closed         async__watch_closed
#define watch_forget         async__watch_forget
#define watch_is_dry         async__watch_is_dry
#define watch_ready          async__watch_ready
#define watch_short_read     async__watch_short_read
#define where_known          async__where_known
#define where_noted          async__where_noted
#define where_site           async__where_site
#define where_trace          async__where_trace

#endif
