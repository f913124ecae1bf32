// The words of the page in each language, and which of them are shown.

const texts = {
  en: {
    skip: 'Skip to the charts',
    processes: 'Processes', bot: 'Bot', exporter: 'Exporter', language: 'Language', range: 'Time range', numbers: 'Numbers',
    live: 'live', stale: 'silent', down: 'down', unseen: 'not seen yet', loading: '…', lost: 'not reachable', unknown: 'unknown',
    healthy: 'live', degraded: 'degraded', unhealthy: 'not healthy',
    up: 'up {0}', several: '{0} processes',
    users: 'Users', today: 'Today', day: 'Last 24 hours', queue: 'Queue',
    online: 'Online', online_note: 'last 5 min', dau: 'Daily', dau_note: 'DAU', wau: 'Weekly', wau_note: 'WAU', mau: 'Monthly', mau_note: 'MAU',
    transcripts: 'Transcripts', of_total: '{0} in all', audio: 'Audio', cost: 'Known cost', limit: 'limit {0}', over_limit: 'over the limit of {0}',
    no_rate: 'USD_RUB is not set',
    failures: 'Failed', failures_note: 'jobs: {0}', fallbacks: 'Fallback', fallbacks_note: 'times: {0}',
    p95: 'Answer, P95', p95_note: 'from receipt',
    waiting: 'Waiting', waiting_note: 'of {0}', queue_full: 'full: {0} of {0}', queue_nearly_full: 'nearly full: {0} places', running: 'Running', running_note: 'now',
    alerts: 'Firing alerts', no_alerts: 'Nothing fires.', alerts_lost: 'Prometheus is not reachable.', alerts_wait: 'Asking Prometheus…',
    alert: 'Alert', severity: 'Severity', summary: 'What', since: 'Since',
    critical: 'critical', warning: 'warning', info: 'info',
    history: 'History', errors: 'Errors and failed jobs', no_errors: 'None in this time.', component: 'Where', type: 'What', count: 'Times', last: 'Last',
    more_errors: 'The {0} newest of {1} kinds.', job: 'job',
    chart_transcripts: 'Transcripts and failures', chart_audio: 'Audio transcribed', chart_cost: 'Known cost by model', chart_latency: 'Time to the whole answer',
    chart_users: 'Users', chart_operations: 'Operations', chart_payments: 'Payments',
    stored: 'stored', failed: 'failed', p50: 'P50', p95_name: 'P95', p99: 'P99', active: 'active in an hour, at most', new: 'new',
    success: 'successful', refunded: 'refunded', other: 'other', minutes_name: 'minutes', unit_minutes: 'min', unit_seconds: 's',
    start: 'start', help: 'help', settings: 'settings', plans: 'plans', transcribe: 'transcribe', rewrite: 'rewrite', export: 'export',
    stats: 'statistics', privacy: 'privacy', paysupport: 'payment questions', delete_data: 'delete data', report: 'report', cancel: 'cancel', buy: 'buy', admin: 'owner',
    download: 'download failed', too_large: 'too large', too_long: 'too long', undecodable: 'unreadable file', no_ffmpeg: 'ffmpeg missing', engines: 'no engine could', undeliverable: 'could not be delivered', internal: 'internal error',
    show_table: 'Table', hide_table: 'Chart', time: 'Time', nothing: 'Nothing in this time', waiting_data: 'No data yet', not_read: 'Could not be read',
    chart_summary: '{0}. {1}', highest: 'highest {0}', range_24h: '24 h', range_7d: '7 d', range_30d: '30 d',
    long_24h: 'last 24 hours, by the hour', long_7d: 'last 7 days, in steps of 6 hours', long_30d: 'last 30 days, by the day',
    notice_lost: 'The exporter is not reachable. The numbers are those of {0}; trying again.',
    notice_stale: 'The bot has been silent since {0}.', notice_down: 'The bot is down: nothing has come from it since {0}.',
    notice_unseen: 'No bot has reported to this exporter yet.',
    notice_database: 'Nothing has been read from the database yet.',
    notice_old: 'The database cannot be read now. Its numbers are those of {0}.',
    notice_check: 'Check “{0}”: {1}',
    read_at: 'From the database at {0}, every {1}.', zone: 'Times in {0}; “today” in {1}.', zone_unknown: 'Times in UTC: the time zone of this browser, {0}, is not known; “today” in {1}.',
  },
  ru: {
    skip: 'К графикам',
    processes: 'Процессы', bot: 'Бот', exporter: 'Экспортер', language: 'Язык', range: 'Период', numbers: 'Показатели',
    live: 'работает', stale: 'молчит', down: 'не работает', unseen: 'ещё не появлялся', loading: '…', lost: 'недоступен', unknown: 'неизвестно',
    healthy: 'работает', degraded: 'с ограничениями', unhealthy: 'неисправен',
    up: 'уже {0}', several: 'процессов: {0}',
    users: 'Пользователи', today: 'Сегодня', day: 'Последние 24 часа', queue: 'Очередь',
    online: 'Онлайн', online_note: 'за 5 мин', dau: 'За день', dau_note: 'DAU', wau: 'За неделю', wau_note: 'WAU', mau: 'За месяц', mau_note: 'MAU',
    transcripts: 'Расшифровки', of_total: 'всего {0}', audio: 'Аудио', cost: 'Известные расходы', limit: 'лимит {0}', over_limit: 'выше лимита {0}',
    no_rate: 'USD_RUB не задан',
    failures: 'Ошибки', failures_note: 'заданий: {0}', fallbacks: 'Замены', fallbacks_note: 'раз: {0}',
    p95: 'Ответ, P95', p95_note: 'от приёма',
    waiting: 'Ждут', waiting_note: 'из {0}', queue_full: 'полна: {0} из {0}', queue_nearly_full: 'почти полна, мест: {0}', running: 'В работе', running_note: 'сейчас',
    alerts: 'Активные оповещения', no_alerts: 'Активных нет.', alerts_lost: 'Prometheus недоступен.', alerts_wait: 'Запрос к Prometheus…',
    alert: 'Оповещение', severity: 'Важность', summary: 'Что', since: 'С',
    critical: 'критично', warning: 'внимание', info: 'к сведению',
    history: 'История', errors: 'Ошибки и неудачные задания', no_errors: 'За это время нет.', component: 'Где', type: 'Что', count: 'Раз', last: 'Последний раз',
    more_errors: 'Новейшие {0} из {1} видов.', job: 'задание',
    chart_transcripts: 'Расшифровки и ошибки', chart_audio: 'Расшифровано аудио', chart_cost: 'Известные расходы по моделям', chart_latency: 'Время до ответа целиком',
    chart_users: 'Пользователи', chart_operations: 'Операции', chart_payments: 'Платежи',
    stored: 'готово', failed: 'с ошибкой', p50: 'P50', p95_name: 'P95', p99: 'P99', active: 'активных за час, максимум', new: 'новых',
    success: 'успешно', refunded: 'возвращено', other: 'прочее', minutes_name: 'минуты', unit_minutes: 'мин', unit_seconds: 'с',
    start: 'старт', help: 'помощь', settings: 'настройки', plans: 'тарифы', transcribe: 'расшифровка', rewrite: 'обработка', export: 'файл',
    stats: 'статистика', privacy: 'приватность', paysupport: 'вопрос об оплате', delete_data: 'удаление данных', report: 'жалоба', cancel: 'отмена', buy: 'покупка', admin: 'управление',
    download: 'не скачать', too_large: 'слишком большой файл', too_long: 'слишком длинная запись', undecodable: 'файл не читается', no_ffmpeg: 'нет ffmpeg', engines: 'ни одна система не справилась', undeliverable: 'не доставить', internal: 'внутренняя ошибка',
    show_table: 'Таблица', hide_table: 'График', time: 'Время', nothing: 'За это время ничего', waiting_data: 'Данных ещё нет', not_read: 'Не удалось прочитать',
    chart_summary: '{0}. {1}', highest: 'максимум {0}', range_24h: '24 ч', range_7d: '7 дн.', range_30d: '30 дн.',
    long_24h: 'последние 24 часа, по часам', long_7d: 'последние 7 дней, по 6 часов', long_30d: 'последние 30 дней, по дням',
    notice_lost: 'Экспортер недоступен. Показатели на {0}; пробую снова.',
    notice_stale: 'Бот молчит с {0}.', notice_down: 'Бот не работает: от него ничего нет с {0}.',
    notice_unseen: 'Этому экспортеру ещё не сообщал ни один бот.',
    notice_database: 'Из базы данных ещё ничего не прочитано.',
    notice_old: 'База данных сейчас не читается. Её показатели — на {0}.',
    notice_check: 'Проверка «{0}»: {1}',
    read_at: 'Из базы данных в {0}, раз в {1}.', zone: 'Время: {0}; «сегодня»: {1}.', zone_unknown: 'Время: UTC, часовой пояс этого браузера, {0}, неизвестен; «сегодня»: {1}.',
  },
};

export const languages = Object.keys(texts);

let shown = 'en';

export function useLanguage(language) {
  shown = language;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text);
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', text(element.dataset.label));
  }
}

/** The text of a key, with its places filled; what has no text is shown as it is. */
export function text(key, ...values) {
  const found = texts[shown][key] ?? texts.en[key] ?? key;
  return found.replace(/\{(\d)\}/g, (_, index) => values[index]);
}
