import type { Meter, ObservableGauge } from "@opentelemetry/api";

/** What Temporal says of the task queues of this deployment. */
export interface TaskQueueMetrics {
  taskQueueBacklog: ObservableGauge<{ task_queue: string }>;
  taskQueueBacklogAge: ObservableGauge<{ task_queue: string }>;
  taskQueuePollers: ObservableGauge<{ task_queue: string }>;
}

export function taskQueueMetrics(meter: Meter): TaskQueueMetrics {
  return {
    taskQueueBacklog: meter.createObservableGauge("campanile_task_queue_backlog", {
      description: "Tasks that wait in a task queue of Temporal's, roughly.",
    }),
    taskQueueBacklogAge: meter.createObservableGauge("campanile_task_queue_backlog_age_seconds", {
      description: "For how long the oldest of them has waited, roughly.",
    }),
    taskQueuePollers: meter.createObservableGauge("campanile_task_queue_pollers", {
      description: "Workers that have asked for tasks of it within the last minutes.",
    }),
  };
}
