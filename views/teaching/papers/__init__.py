"""What a teacher takes into a lesson: plans, questions, keys, worksheets, slides, and where they fit.

It makes documents from the lesson's steps, the tasks and the networks. The page, the printer and the
download all use the same documents. It doesn't use sessions; paper.py and plan_cards.py show the documents.
"""
