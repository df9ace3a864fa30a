"""Rough prices of what items share, from a relaxation that knows the clock only by a price of time in each stage."""

from .problem import Shape

__all__ = ["rough_prices"]

_STEPS = 40


def rough_prices(shape: Shape) -> list[int]:
    """A price for every count: for a token what one more is about worth, for a group in several blocks what it saves."""
    problem = shape.problem
    ends = [0, *problem.marks, problem.high]
    wanted = [max(1, end - start) for start, end in zip(ends, ends[1:], strict=False)]
    choices = [
        (stage, tuple(choice.options)) for (stage, _), several in shape.choices.items() for choice in several
    ]
    most = max(problem.coverage, default=0)
    prices = [most // 2] * shape.tokens + [0] * (shape.counts - shape.tokens)
    rates = [(option[1] // option[0]) for _, options in choices for option in options if option[0]]
    rate = sum(rates) // max(1, len(rates))
    of_time = [rate] * shape.stages
    for step in range(_STEPS):
        counts = [0] * shape.counts
        used = [0] * shape.stages
        worth = [sum(prices[each] for each in counted) for counted in shape.counted]
        for stage, options in choices:
            price = of_time[stage]
            gain, time, item = max(
                (points + worth[item] - price * time, -time, item) for time, points, item, _ in options
            )
            if gain > 0:
                used[stage] -= time
                for each in shape.counted[item]:
                    counts[each] += 1
        for stage in range(shape.stages):
            of_time[stage] += rate * (used[stage] - wanted[stage]) // (wanted[stage] * (2 + step // 2))
        for each, count in enumerate(counts):
            pay = shape.paid[each]
            here = min(count, len(pay) - 1)
            upper = pay[here] - pay[here - 1] if here else most
            lower = pay[here + 1] - pay[here] if here + 1 < len(pay) else 0
            if each < shape.tokens:
                # what one more would bring, and what the last one brought, are the bounds of a fair price
                aim = min(max(prices[each], lower), upper)
                prices[each] += (aim - prices[each]) // (2 + step // 4)
            elif count > 1:
                prices[each] -= rate * 6 // (1 + step // 4)
            elif prices[each] < 0 and not count:
                prices[each] = min(0, prices[each] + rate * 6 // (1 + step // 4))
    return prices
