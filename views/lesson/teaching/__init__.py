"""What a teacher takes into a lesson: plans, tickets, keys, worksheets, slides, and where they fit.

Takes the lesson's steps, the tasks, the networks; gives documents, one source for what the page shows, what
a printer gets and what is downloaded. Knows nothing of sessions; paper.py and plan_cards.py show them.
"""
