"""What a patient sheet says: facts and evidence turned into sentences, each with the rows it rests on.

It must not know how a page looks, nor in which language it is read.
"""
