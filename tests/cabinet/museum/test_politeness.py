"""The pace of requests: it grows slowly, is halved on trouble, and stops when told to."""

import threading
import time
from email.utils import formatdate

import pytest

from cabinet.museum.politeness import Host, NotNow, pause_of, user_agent

NEVER = threading.Event()


def host(rate: float = 100.0) -> Host:
    return Host(rate, 0.5, 10 * rate, 0.05, threading.Semaphore(4))


def test_threads_share_one_pace() -> None:
    shared, sent = host(50.0), []

    def ask() -> None:
        for _ in range(5):
            shared.wait(NEVER)
            sent.append(time.monotonic())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(sent) - min(sent) >= 19 / 50 - 0.001


def test_the_rate_grows_with_windows_of_good_answers() -> None:
    one = host(1.0)
    for _ in range(10):
        one.fine(0.2)
    assert one.rate == 1.5
    for _ in range(10):
        one.fine(0.9)
    assert one.rate == 1.5, "a server that slows down is not asked more often"
    for _ in range(1000):
        one.fine(0.2)
    assert one.rate == 10.0


def test_trouble_halves_the_rate_once_for_requests_that_were_under_way_together() -> None:
    one = host(8.0)
    sent = time.monotonic()
    for _ in range(4):
        one.trouble(sent)
    assert one.rate == 4.0
    for _ in range(100):
        one._halved = float("-inf")
        one.trouble(time.monotonic())
    assert one.rate == 0.05


def test_nobody_asks_before_the_server_says_so() -> None:
    one = host()
    waiting = threading.Thread(target=one.wait, args=(NEVER,))
    one.wait(NEVER)
    begun = time.monotonic()
    one.trouble(begun, 0.4)
    waiting.start()
    one.wait(NEVER)
    waiting.join()
    assert time.monotonic() - begun >= 0.4
    one.trouble(time.monotonic(), 5 * 3600)
    with pytest.raises(NotNow, match=r"5\.0 hours"):
        one.wait(NEVER)


def test_a_host_that_is_away_is_asked_no_more() -> None:
    one = Host(1000.0, 0.5, 1000.0, 1000.0, threading.Semaphore(4), patience=0.1)
    for _ in range(10):
        one.wait(NEVER)
        one.trouble(time.monotonic())
    time.sleep(0.15)
    with pytest.raises(NotNow, match="nothing but trouble"):
        one.wait(NEVER)


def test_a_host_that_says_when_to_come_back_is_not_away() -> None:
    one = Host(1000.0, 0.5, 1000.0, 1000.0, threading.Semaphore(4), patience=0.1)
    for _ in range(10):
        one.trouble(time.monotonic(), 0.15)
    one.wait(NEVER)
    one.fine(0.1)
    for _ in range(7):
        one.trouble(time.monotonic())
    one.wait(NEVER)


def test_an_interruption_ends_a_wait() -> None:
    one, stopped = host(0.01), threading.Event()
    one.wait(stopped)
    threading.Timer(0.1, stopped.set).start()
    with pytest.raises(NotNow):
        one.wait(stopped)


@pytest.mark.parametrize(
    ("header", "seconds"), [("120", 120), ("1.5", 1.5), ("", 0), ("soon", 0), ("-3", 0)]
)
def test_retry_after_in_seconds(header: str, seconds: float) -> None:
    assert pause_of(header) == seconds


def test_retry_after_as_a_date() -> None:
    assert 58 < pause_of(formatdate(time.time() + 60, usegmt=True)) <= 60
    assert pause_of(formatdate(time.time() - 60, usegmt=True)) == 0


def test_the_client_names_its_user_and_no_header_can_be_smuggled_in() -> None:
    assert "contact: a@b.org" in user_agent("a@b.org")
    assert "\n" not in user_agent("a@b.org\r\nX-Evil: 1")
